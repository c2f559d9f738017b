/** Makes the compiler prove that every case of a union was handled; throws where it could not know. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
