declare module "fs-native-extensions" {
  /** Locks a file for this open descriptor alone, until it is closed. Returns false where another has it. */
  export function tryLock(fd: number): boolean;
}
