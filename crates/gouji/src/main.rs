//! gouji

fn main() {}
