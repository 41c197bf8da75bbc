//! From the features' answers to the protocol's types.
