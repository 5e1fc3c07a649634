// What the page was opened to tell takes the focus: it is read aloud, and Tab goes on behind it.
if (document.activeElement === document.body) document.querySelector('[data-told]')?.focus({ preventScroll: true });
