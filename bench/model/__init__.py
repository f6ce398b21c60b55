"""Tesseract's English model, taught typescript: ``ocr/models/typescript.traineddata`` is made here.

Tesseract learned print. ``texts`` says what is typed for the lesson, ``lines`` types it on worn machines and
cuts the lines out as a reading meets them, ``network`` thaws the English network, whose weights are whole
numbers, so that Tesseract's own ``lstmtraining`` can go on with it. ``python -m bench.model`` does all of it.
"""
