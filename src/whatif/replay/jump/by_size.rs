//! Something for each number of Instances that occurs.

/// What was made of the sizes that occurred so far.
pub struct BySize<T>(Vec<Option<T>>);

impl<T> BySize<T> {
    /// The entry of a size, made where there is none.
    #[inline]
    pub fn or_insert(&mut self, size: u32, make: impl FnOnce() -> T) -> &T {
        let at = size as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        self.0[at].get_or_insert_with(make)
    }

    /// The entry of a size, where there is one.
    #[inline]
    pub fn get(&self, size: u32) -> Option<&T> {
        self.0.get(size as usize)?.as_ref()
    }
}

impl<T> Default for BySize<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
