// Keeps the verify page working with no network: page, scripts and the directory of issuers.

const CACHE = 'xinpiao-verify-1';
const PAGE = '/verify';
const CORE = [
  'bytes.js', 'page.js', 'qr.js', 'record.js', 'scan.js', 'sm2.js', 'sm3.js', 'suites.js', 'verify.css',
].map((name) => `/verify/js/${name}`);
const DIRECTORY = '/verify/issuers.json';
const NETWORK_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...CORE, DIRECTORY])));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((n) => n !== CACHE).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()));
});

// The page says in which language and with which files it came. It is kept as a stranger would see
// it: another user of the device must not find who was signed in.
self.addEventListener('message', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    const wanted = new Set([...CORE, DIRECTORY, PAGE, ...event.data.files]);
    for (const request of await cache.keys()) {
      if (!wanted.has(new URL(request.url).pathname)) {
        await cache.delete(request);
      }
    }
    const page = await fetch(`${PAGE}?lang=${event.data.lang}`, {credentials: 'omit'});
    if (page.ok) {
      await cache.put(PAGE, page);
    }
    for (const file of event.data.files) {
      if (!(await cache.match(file))) {
        await cache.add(file);
      }
    }
    event.ports[0]?.postMessage('kept');
  })());
});

async function fresh(request) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), NETWORK_MS);
  try {
    return await fetch(request, {signal: aborter.signal});
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request) {
  const navigation = request.mode === 'navigate';
  const cache = await caches.open(CACHE);
  try {
    const response = await fresh(request);
    if (!navigation && response.ok && response.type === 'basic') {
      await cache.put(request, response.clone());
    }
    return response;
  } catch (offline) {
    const kept = await cache.match(navigation ? PAGE : request, {ignoreSearch: navigation});
    return kept ?? Response.error();
  }
}

self.addEventListener('fetch', (event) => {
  const {origin, pathname} = new URL(event.request.url);
  const ours = origin === self.location.origin && !pathname.startsWith('/verify/api/');
  const page = event.request.mode !== 'navigate' || pathname === PAGE;
  if (event.request.method === 'GET' && ours && page) {
    event.respondWith(answer(event.request));
  }
});
