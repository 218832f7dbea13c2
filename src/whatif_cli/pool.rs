//! Work on several threads whose results come in the order of their items.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Items that wait for one thread, and results that wait to be taken from it.
const WAITING: usize = 1;

/// Works on every item, on so many threads, and hands the results over in order. Item `k` is
/// thread `k mod threads`'s, so that nothing needs sorting, and a queue that is full makes whoever
/// fills it wait: per thread at most one item waits, one is worked on and one result waits.
///
/// # Errors
/// The first that `take` returns; what is in hand then is dropped.
///
/// ```
/// use headroom::whatif_cli::ordered;
///
/// let mut squares = Vec::new();
/// ordered(2, 1..=5, |number: u32| number * number, |square| {
///     squares.push(square);
///     Ok::<(), ()>(())
/// })
/// .unwrap();
/// assert_eq!(squares, [1, 4, 9, 16, 25]);
/// ```
pub fn ordered<T: Send, U: Send, E>(
    threads: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let work = &work;
    std::thread::scope(|scope| {
        let mut inputs: Vec<SyncSender<T>> = Vec::new();
        let mut outputs: Vec<Receiver<U>> = Vec::new();
        for _ in 0..threads.max(1) {
            let (input, todo) = sync_channel(WAITING);
            let (done, output) = sync_channel(WAITING);
            scope.spawn(move || {
                for item in todo {
                    if done.send(work(item)).is_err() {
                        return;
                    }
                }
            });
            inputs.push(input);
            outputs.push(output);
        }
        scope.spawn(move || {
            for (item, input) in items.zip(inputs.iter().cycle()) {
                if input.send(item).is_err() {
                    return;
                }
            }
        });
        // A thread's output closes when its input has: the first that is closed ends them all.
        for output in outputs.iter().cycle() {
            match output.recv() {
                Ok(result) => take(result)?,
                Err(_) => return Ok(()),
            }
        }
        Ok(())
    })
}
