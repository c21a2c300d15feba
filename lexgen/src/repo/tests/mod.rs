mod build;
mod damage;
mod vectors;
mod walk;
