// What every page needs: requests, dialogs, keyboard, menus, messages.
import htmx from 'htmx.org/dist/htmx.esm.js';
import './app/requests.js';
import './app/live.js';
import './app/confirm.js';
import './app/files.js';
import './app/keyboard.js';
import './app/mentions.js';
import './app/menus.js';
import './app/preferences.js';
import './app/tabs.js';
import './app/times.js';
import './app/told.js';
import './app/date.js';
import './app/filters.js';

// htmx evaluates attributes in the module's scope only through this name.
window.htmx = htmx;
document.documentElement.dataset.ready = 'app';
