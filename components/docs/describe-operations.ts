import { errorStatus } from "@/lib/contract/error-status";
import type { ErrorCode } from "@/lib/contract/errors";
import { listErrors, type Operation, operations } from "@/lib/contract/operations";
import { type OperationName, olderPathOperations, paths } from "@/lib/contract/paths";

export type DocumentedOperation = {
  name: OperationName;
  method: string;
  path: string;
  isOnOlderPath: boolean;
} & Operation;

const names = Object.keys(operations) as OperationName[]; // `operations` has these keys and no other

/** Every operation of the contract, in its order. */
export const documentedOperations: DocumentedOperation[] = names.map((name) => ({
  ...(operations[name] satisfies Operation),
  ...paths[name],
  name,
  isOnOlderPath: olderPathOperations.some((older) => older === name),
}));

export const errorCodes = Object.keys(errorStatus) as ErrorCode[]; // `errorStatus` has these keys and no other

/** The operations that may answer a code. */
export function listOperationsWith(code: ErrorCode): DocumentedOperation[] {
  return documentedOperations.filter((operation) => listErrors(operation).includes(code));
}
