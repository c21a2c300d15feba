mod pages;
mod subjects;
