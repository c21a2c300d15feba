mod pages;
mod roles;
