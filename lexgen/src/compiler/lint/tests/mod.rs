mod near_misses;
mod pages;
mod subjects;
