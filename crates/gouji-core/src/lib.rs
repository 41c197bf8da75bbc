//! gouji-core
