"""The bench of readings: how well, how fast, and in how much memory pages are read.

What is counted on a page, from its text as typed and its text as read, both in Unicode NFC:

- *words*: the runs of ``a`` to ``z``, digits and ``'`` in the lower-cased text. Every other sign
  divides words, a hyphen at the end of a line too. They are counted as a bag, so the order of
  lines and columns does not matter, but repetitions do. Recall is the share of the typed words
  that were read, precision the share of the read words that are typed. A group's figures are the
  means over its pages, each page weighing the same. This is the definition by which bare
  Tesseract (``--dpi 300``) has .924 / .882 with ``--psm 3`` and .937 / .858 with ``--psm 6`` on
  the public despatches from which targets were set.
- *words as typed*: all that stands between blanks, capitals and punctuation as they are, as a bag
  too. Their recall and precision are pooled: all words of all pages weigh the same. Stricter.
- *character errors*: the Levenshtein distance between both texts, each run of blanks and line ends
  being one blank. Order matters. The rate is given over all characters of the group (n of them),
  and as the median of its pages. Generated pages are given in canonical brackets, whatever they
  were typed with.
- *seconds a page*: on the processor, user and system, children included; and by the clock. One
  thread each. The processor's are what can be compared on a machine that others use too.
  Programs that are started once a page pay for their start, as their users do.
- *peak memory*: the most that the process and its children held together, resident, sampled
  ten times a second; in MiB.

A page that a reader gave up counts as read with no word on it, and is counted as failed.
Pages go to all readers as grey TIFF files, turned as they are stored: some generated ones lie on
their side or head.
"""
