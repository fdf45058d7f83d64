import { registerHooks } from "node:module";

// Next has no export map: its bundler knows `next/navigation`, Node by itself only the file's name. What runs the
// product's commands without the bundler loads this first.
registerHooks({
  resolve: (specifier, context, next) =>
    next(/^next\/(?:headers|navigation)$/.test(specifier) ? `${specifier}.js` : specifier, context),
});
