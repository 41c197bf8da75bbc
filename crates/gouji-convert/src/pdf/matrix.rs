//! Transformations of the plane.

/// An affine transformation: `x' = a·x + c·y + e` and `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A translation.
    pub const fn translation(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The transformation that applies `first` and then `self`.
    pub fn after(self, first: Self) -> Self {
        let (Self([a, b, c, d, e, f]), Self([g, h, i, j, k, l])) = (self, first);
        Self([a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f])
    }

    /// Where it moves a point.
    pub fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The direction of a step to the right.
    pub fn direction(self) -> (f64, f64) {
        let Self([a, b, ..]) = self;
        (a, b)
    }

    /// The length of a step upwards.
    pub fn height(self) -> f64 {
        let Self([_, _, c, d, _, _]) = self;
        c.hypot(d)
    }
}
