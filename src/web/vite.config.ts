import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server that `npm run dev` of the web talks to; the built files are served by it directly. */
const server = "http://127.0.0.1:3000";

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy: { "/api": server, "/control": server } },
});
