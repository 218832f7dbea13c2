// What the build writes last, and what it has written:
//   node tools/release.mjs write [folder]     writes the manifest of the files in dist/
//   node tools/release.mjs say [folder]       compares the files with it, and says what is there
import { readRelease, size } from "./release/check.mjs";
import { MANIFEST, writeManifest } from "./release/manifest.mjs";
import { Unfit } from "./release/unfit.mjs";

/** What is sent of the files where one of these encodings, or the plain bytes, are asked for. */
function total(files, encoding) {
  return files.reduce((sum, { size, forms }) => {
    return sum + (forms.find((form) => form.encoding === encoding)?.size ?? size);
  }, 0);
}

/** Says what is there, when all of it is as it was built. */
function say(folder) {
  const { build, files } = readRelease(folder);
  const [plain, gzip, br] = ["", "gzip", "br"].map((encoding) => size(total(files, encoding)));
  console.log(`dist: ${folder}/ holds build ${build} and its manifest, ${MANIFEST}`);
  console.log(`dist: ${files.length} files, ${plain} (${gzip} with gzip, ${br} with brotli)`);
}

const [what, folder = "dist"] = process.argv.slice(2);
const commands = { write: writeManifest, say };
try {
  if (!Object.hasOwn(commands, what)) throw new Unfit("say what to do: write, or say");
  commands[what](folder);
} catch (error) {
  if (!(error instanceof Unfit)) throw error;
  console.error(`headroom: ${error.message}.`);
  process.exitCode = 1;
}
