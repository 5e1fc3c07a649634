// [data-chart]: draws the figures of the table below it (data-chart, JSON) when it comes into sight.
const MARGIN = '200px';

async function draw(host) {
  const { draw: drawn } = await import('./chart/drawing.js');
  drawn(host, JSON.parse(host.dataset.chart));
  host.dataset.shown = 'yes';
}

const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    draw(target).catch((error) => {
      console.error(error); // the table below says the same
      target.hidden = true;
    });
  }
}, { rootMargin: MARGIN });

for (const host of document.querySelectorAll('[data-chart]')) watcher.observe(host);
