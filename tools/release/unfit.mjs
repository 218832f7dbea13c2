/** What is wrong with a folder that should be a release, in a sentence for whoever asked. */
export class Unfit extends Error {}
