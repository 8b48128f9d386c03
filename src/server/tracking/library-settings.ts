/**
 * What the browser library asks for before it sends: where to, and that no other integration is to be loaded.
 * `apiHost` is a host with a path, without the scheme.
 */
export function librarySettings({ writeKey, origin }: { readonly writeKey: string; readonly origin: string }): object {
  const { host, protocol } = new URL(origin);
  return {
    integrations: { "Segment.io": { apiKey: writeKey, apiHost: `${host}/v1`, protocol: protocol.replace(":", ""), unbundledIntegrations: [], addBundledMetadata: true, maybeBundledConfigIds: {}, versionSettings: { version: "4.4.7", componentTypes: ["browser"] } } },
    plan: { track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } }, group: { __default: { enabled: true } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}
