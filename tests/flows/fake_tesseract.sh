#!/bin/sh
# Stands in for tesseract: notes each page in $FAKE_TESSERACT_CALLS, takes $FAKE_TESSERACT_SECONDS for it, and
# gives the same short sheet for every image but a blank one. Called as: tesseract stdin stdout [options], and
# told the names of images, one a line.
case "$1" in
--version) echo "tesseract 5.3.0"; exit 0 ;;
--list-langs) printf 'List of available languages in "/nowhere/" (1):\neng\n'; exit 0 ;;
esac
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
page=0
while read -r image; do
    page=$((page + 1))
    case "$image" in
    */blank.bmp) printf '1\t%d\t0\t0\t0\t0\t0\t0\t16\t16\t-1\t\n' "$page"; continue ;;
    esac
    echo "$image" >> "$FAKE_TESSERACT_CALLS"
    [ "$FAKE_TESSERACT_SECONDS" = 0 ] || sleep "$FAKE_TESSERACT_SECONDS"
    printf '1\t%d\t0\t0\t0\t0\t0\t0\t850\t1100\t-1\t\n' "$page"
    line=0
    for text in "From: OSLO" "To: MOSCOW" "No.: 318 4th November 1944" \
        "To VIKTOR." "On the 2nd the courier handed over the papers of the harbour office" \
        "and asked for a second set. We await the answer of the workshop" "No. 97 SEVER"; do
        line=$((line + 1))
        word=0
        for part in $text; do
            word=$((word + 1))
            printf '5\t%d\t1\t1\t%d\t%d\t%d\t%d\t%d\t20\t95\t%s\n' \
                "$page" "$line" "$word" $((20 + 70 * word)) $((60 + 60 * line)) 60 "$part"
        done
    done
done
