//! What a faulty or hasty client does to the server: nothing. Behind each fault stands a real request, which must be
//! answered rightly.

#[path = "../support/mod.rs"]
mod support;

mod documents;
mod frames;
mod known;
mod lifecycle;
mod load;
