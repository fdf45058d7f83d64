import type { NextConfig } from "next";

const config: NextConfig = {
  // `npm run check` reads the types, once and for all code; a build that did it again would only start later.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // server.ts writes one structured line per request, without tokens; Next's own would print whole addresses.
  logging: { incomingRequests: false, serverFunctions: false },
  // Nothing here shows a picture that would have to be made smaller, so nobody can have one made.
  images: { unoptimized: true },
  experimental: {
    serverActions: { bodySizeLimit: "1mb" },
  },
};

export default config;
