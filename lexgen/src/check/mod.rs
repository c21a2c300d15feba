//! The rules of the Lexicon language, file by file.
