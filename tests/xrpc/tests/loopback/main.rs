//! A client and a service of our own namespace, over loopback: every kind of
//! endpoint, every error, and everything that a request can do wrong.

mod desk;
mod endpoints;
mod errors;
mod headers;
mod refusals;
mod secrets;
mod session;
mod subscriptions;
mod transfers;
