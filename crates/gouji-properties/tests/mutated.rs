//! Gives each property its seed inputs with random mutations. The inputs are the same in every run.
//!
//! A fuzz target finds more, because it knows which inputs reach new code; but its build takes as long as all other tests.
//! `GOUJI_LONG=10000` tries that many inputs of each property. An input that fails is written below cargo's `target/tmp`.

use std::fs;
use std::path::Path;
use std::thread;

use gouji_properties::{Property, TARGETS, inputs};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// Inputs of each property unless `GOUJI_LONG` says otherwise.
const INPUTS: u64 = 300;
/// The longest input in bytes, as for the fuzz targets: longer ones are slow and find little more.
const MAX_BYTES: usize = 4 << 10;
/// The most mutations of one input.
const MAX_MUTATIONS: usize = 6;
/// The longest range in bytes that a mutation removes or repeats.
const MAX_RANGE: usize = 64;

#[test]
fn mutated_seed_inputs_pass() {
    let words = inputs::dictionary_words();
    // The slow properties are apart in the list, so two threads share the work well.
    let halves: [Vec<_>; 2] = [0, 1].map(|half| TARGETS.iter().skip(half).step_by(2).collect());
    thread::scope(|scope| {
        for half in halves {
            let words = &words;
            scope.spawn(move || half.into_iter().for_each(|(name, holds)| try_mutations(name, *holds, words)));
        }
    });
}

#[test]
fn mutations_differ_and_are_the_same_in_every_run() {
    let words = inputs::dictionary_words();
    let seeds = inputs::seeds_of("rules");
    let inputs = || (0..50).map(|number| mutated(number, &seeds, &words)).collect::<Vec<_>>();
    let (first, second) = (inputs(), inputs());
    assert_eq!(first, second);
    let unchanged = first.iter().filter(|input| seeds.contains(input)).count();
    assert!(unchanged < 5, "{unchanged} of 50 inputs are seeds");
    assert!(first.iter().all(|input| input.len() <= MAX_BYTES));
}

fn try_mutations(name: &str, holds: Property, words: &[&str]) {
    let seeds = inputs::seeds_of(name);
    let long = std::env::var("GOUJI_LONG").ok().and_then(|number| number.parse().ok());
    for number in 0..long.unwrap_or(INPUTS) {
        let input = mutated(number, &seeds, words);
        let kept = KeptOnPanic { file: format!("{name}-{number}"), input: &input };
        holds(kept.input);
    }
}

/// Writes its input to a file if the property panics.
struct KeptOnPanic<'a> {
    file: String,
    input: &'a [u8],
}

impl Drop for KeptOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&self.file);
            let written = fs::write(&path, self.input);
            eprintln!("the input: {} ({written:?})", path.display());
        }
    }
}

/// A seed input with some mutations.
fn mutated(number: u64, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let random = &mut StdRng::seed_from_u64(number);
    let mut input = seeds.choose(random).expect("every target has seeds").clone();
    input.truncate(MAX_BYTES);
    for _ in 0..random.random_range(1..=MAX_MUTATIONS) {
        mutate(&mut input, seeds, words, random);
    }
    input.truncate(MAX_BYTES);
    input
}

fn mutate(input: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&str], random: &mut StdRng) {
    let at = random.random_range(0..=input.len());
    let end = (at + random.random_range(1..=MAX_RANGE)).min(input.len());
    match random.random_range(0..7) {
        0 if at < end => input[at] = random.random(),
        1 if at < end => input[at] ^= 1 << random.random_range(0..8),
        2 => drop(input.drain(at..end)),
        3 => {
            let repeated = input[at..end].to_vec();
            input.splice(at..at, repeated.repeat(random.random_range(1..4)));
        }
        4 => {
            // The beginning of this input and the end of another one.
            let other = seeds.choose(random).expect("every target has seeds");
            input.truncate(at);
            input.extend_from_slice(&other[random.random_range(0..=other.len())..]);
        }
        5 => input.truncate(at),
        _ => {
            let word = words.choose(random).expect("the dictionary has words");
            input.splice(at..at, word.bytes());
        }
    }
}
