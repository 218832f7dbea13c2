//! How forecasts err on average after what is unusual.

/// How far the present is from the usual, in two ways, as shares of the forecast.
#[derive(Clone, Copy, Debug)]
pub struct Deviation(pub [f64; 2]);

/// What the errors of forecasts were, by how many steps they reach: one, or more.
#[derive(Clone, Copy, Debug)]
pub struct Reversions([Reversion; 2]);

/// The sums of a regression without an intercept on two variables.
#[derive(Clone, Copy, Debug)]
struct Reversion {
    /// Of the first squared, of both multiplied, and of the second squared.
    squares: [f64; 3],
    /// Of each times the error.
    products: [f64; 2],
}

impl Reversions {
    /// Nothing is known of any.
    pub const NONE: Self = Self([Reversion { squares: [0.0; 3], products: [0.0; 2] }; 2]);

    /// Takes note of a forecast's relative error.
    pub fn learn(&mut self, steps: f64, Deviation([first, second]): Deviation, error: f64) {
        let Reversion { squares, products } = &mut self.0[reach(steps)];
        squares[0] += first * first;
        squares[1] += first * second;
        squares[2] += second * second;
        products[0] += first * error;
        products[1] += second * error;
    }

    /// The relative error to be expected of a forecast.
    pub fn expected(&self, steps: f64, Deviation([first, second]): Deviation) -> f64 {
        let Reversion { squares: [a, b, c], products: [p, q] } = self.0[reach(steps)];
        let determinant = a * c - b * b;
        if determinant <= 1e-9 * a * c {
            return if a > 0.0 { first * p / a } else { 0.0 };
        }
        (first * (p * c - q * b) + second * (q * a - p * b)) / determinant
    }
}

fn reach(steps: f64) -> usize {
    usize::from(steps > 1.5)
}
