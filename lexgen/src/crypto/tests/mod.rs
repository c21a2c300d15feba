mod keys;
mod signatures;
mod vectors;
