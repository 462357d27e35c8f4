"""The library as a folder of tables, documents and transcripts: `losbote import FOLDER` and `losbote export FOLDER`.

`recordings.csv`, `templates.csv` with files beside it, `tips.csv`, `terms.csv`, `meetings.ics`, and transcripts. A
folder is read and checked as a whole before anything is written; then it is written in one transaction. What waits in
between lies in a file, so memory does not grow with the number of rows.
"""
