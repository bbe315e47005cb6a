/** Thrown where an edit would be a guess; `compileOps` turns it into "no edits". */
export class Refused extends Error {}

export const refuse = (why: string): never => {
  throw new Refused(why)
}
