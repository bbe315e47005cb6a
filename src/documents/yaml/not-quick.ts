/** Thrown where a text holds what the quick reader does not know: the other one reads it. */
export class NotQuick extends Error {}
