"""Image in, words out. Knows nothing of cables.

``inventory`` finds the scans, ``opening`` gives their pages as grey images, ``reading`` gives a
page's words. Within a reading: ``ink`` tells type from dirt, ``upright`` undoes quarter turns and
tilt, ``tesseract`` reads, ``struck`` finds what is struck through.
"""
