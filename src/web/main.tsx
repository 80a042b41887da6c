import "./styles/kit.css";
import "@fontsource-variable/inter/wght.css";
import "./styles/tokens.css";
import "./styles/global.css";
import "./styles/controls.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { reloadAfterUpdate } from "./reload-after-update.ts";
import { router } from "./router.tsx";
import { startServiceWorker } from "./start-service-worker.ts";
import { startTexts } from "./text/i18n.ts";
import { KitProvider } from "./ui/KitProvider.tsx";
import { WordsProvider } from "./ui/WordsProvider.tsx";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("The page has no #root.");
}
reloadAfterUpdate();
startServiceWorker();
await startTexts();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <KitProvider>
        <WordsProvider>
          <RouterProvider router={router} />
        </WordsProvider>
      </KitProvider>
    </QueryClientProvider>
  </StrictMode>,
);
