/** Settles as the promise does, or rejects when the time is over; what was begun goes on unheard. */
export function withinDeadline<T>(promise: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The deadline has passed")), deadlineMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
