/** Settles as the promise does, or rejects when the time is over; what was begun goes on unheard. */
export function withinDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The deadline has passed")), deadlineMs);
    const settle =
      <Value>(end: (value: Value) => void) =>
      (value: Value) => {
        clearTimeout(timer);
        end(value);
      };
    promise.then(settle(resolve), settle(reject));
  });
}
