"""The verbs of the command, each with what it does."""

VERBS = {
    "init": "begin a package for another article",
    "validate": "check a package in five layers",
    "verify": "check a package against your copy of the article",
    "fingerprint": "turn an article into seeds/: positions, lengths and hashes of its passages",
    "sheet": "make an empty coding sheet, with the passages to read and lists of the codes",
    "anchor": "merge a coding sheet into the tables, or turn quotes into evidence and mentions",
    "todo": "list what is still to code",
    "reliability": "tell how well the coding holds when somebody else does it",
    "build": "write every file that repeats a fact of the package, its other formats, or a site to explore it",
    "compare": "list what differs between two versions, and the version step that it calls for",
    "release": "make the files of a release: the package as a zip, the other formats, checksums, notes",
    "combine": "put packages together into a corpus, every id under the namespace of its package",
}
