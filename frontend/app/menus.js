// <details class="menu"> closes like a menu; data-opens="id" opens the dialog of that id.
const openMenus = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest?.('[data-opens]');
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

document.addEventListener('focusin', (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
