// The service worker. It keeps static files and one page on which a secret can be written without
// a network, and nothing else: no page of ours with a customer on it is ever stored by it.
// FILES and CACHE stand above; the server writes them when it serves this file.
const OFFLINE = '/offline/';

self.addEventListener('install', (event) => {
  const wanted = [...FILES, OFFLINE].map((url) => new Request(url, { cache: 'reload', credentials: 'omit' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const forget = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(forget());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const kept = (request.mode === 'navigate' && OFFLINE) || (FILES.includes(pathname) && pathname);
  if (!kept) return;
  event.respondWith(fetch(request).catch(async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(kept)) ?? Response.error();
  }));
});
