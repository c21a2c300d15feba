//! A client and a service of an example namespace, over loopback: every kind of
//! endpoint, every error, and every invalid request.

mod causes;
mod desk;
mod dpop;
mod endpoints;
mod errors;
mod headers;
mod jetstream;
mod refusals;
mod returns;
mod secrets;
mod session;
mod subprotocols;
mod subscriptions;
mod transfers;
mod transports;
mod upgrades;
