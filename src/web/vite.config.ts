import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** The server that `npm run dev` of the web talks to; the built files are served by it directly. */
const server = "http://127.0.0.1:3000";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), listBuild()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ["index.html", "service-worker.ts"].map((name) => `${import.meta.dirname}/${name}`),
      output: {
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
      },
    },
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy: { "/api": server, "/control": server } },
});

/** Writes down every script, style and the usual font of the build, for the service worker to keep. */
function listBuild(): Plugin {
  return {
    name: "list-build",
    generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) =>
        /^assets\/(?:.+\.(?:js|css)|inter-latin-wght.+\.woff2)$/.test(name),
      );
      const version = Object.values(bundle).find(
        (one) => one.type === "chunk" && one.isEntry && one.name !== "service-worker",
      )?.fileName;
      const files = names.map((name) => `/${name}`);
      this.emitFile({ type: "asset", fileName: "build.json", source: JSON.stringify({ version, files }) });
    },
  };
}
