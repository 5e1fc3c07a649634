// form[data-sends]: asks again as soon as something is chosen; days are typed only where they are wanted.
for (const form of document.querySelectorAll('form[data-sends]')) {
  const days = form.querySelector('[data-days]');
  form.addEventListener('change', ({ target }) => {
    if (target.matches('[data-span]') && days) {
      days.hidden = target.value !== 'custom';
      if (!days.hidden) return days.querySelector('input')?.focus();
    }
    if (target.tagName === 'SELECT') form.requestSubmit();
  });
}
