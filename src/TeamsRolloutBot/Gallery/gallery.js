// Teams' colours in its three themes, from the Fluent palette. A host config says them to the
// renderer; the page's own parts take them as CSS variables.
const themes = {
  light: {
    ground: '#ffffff', text: '#242424', subtle: '#616161', line: '#e0e0e0', edge: '#d1d1d1', field: '#ffffff', link: '#4f52b2', primary: '#5b5fc7', onPrimary: '#ffffff',
    attentionText: '#c4314b',
    styles: { emphasis: '#f5f5f5', accent: '#e8ebfa', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf4f6' },
  },
  dark: {
    ground: '#292929', text: '#ffffff', subtle: '#adadad', line: '#3d3d3d', edge: '#666666', field: '#1f1f1f', link: '#9ea2ff', primary: '#5b5fc7', onPrimary: '#ffffff',
    attentionText: '#e8375a',
    styles: { emphasis: '#1f1f1f', accent: '#2f2f4a', good: '#0d2e0d', warning: '#462100', attention: '#3b1519' },
  },
  contrast: {
    ground: '#000000', text: '#ffffff', subtle: '#ffffff', line: '#ffffff', edge: '#ffffff', field: '#000000', link: '#ffff00', primary: '#1aebff', onPrimary: '#000000',
    attentionText: '#ffff00',
    styles: { emphasis: '#000000', accent: '#000000', good: '#000000', warning: '#000000', attention: '#000000' },
  },
};

const hostConfig = theme => {
  const colour = name => ({ default: name, subtle: name });
  const foregroundColors = {
    default: { default: theme.text, subtle: theme.subtle }, accent: colour(theme.link), attention: colour(theme.attentionText),
    good: colour(theme.text), warning: colour(theme.text), dark: colour(theme.text), light: colour(theme.text),
  };
  const ground = backgroundColor => ({ backgroundColor, foregroundColors });
  const styles = Object.fromEntries(Object.entries(theme.styles).map(([name, colour]) => [name, ground(colour)]));
  const config = new AdaptiveCards.HostConfig({
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    supportsInteractivity: true,
    fontFamily: '"Segoe UI", system-ui, sans-serif',
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    containerStyles: { default: ground(theme.ground), ...styles },
    actions: { maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 'inline' } },
    textBlock: { headingLevel: 2 },
    inputs: { label: { requiredInputs: { size: 'small', isSubtle: true }, optionalInputs: { size: 'small', isSubtle: true } } },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
  });

  // The star of a required field is red, which is too dim in the dark theme; the renderer forgets
  // the colour that the config says.
  config.inputs.label.requiredInputs.suffixColor = AdaptiveCards.TextColor.Default;
  return config;
};

// Teams reads Markdown without HTML.
const markdown = window.markdownit({ html: false });
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

// Charts are Teams' own: elsewhere their fallback is drawn.
const draw = (themeName, width, content, language) => {
  const theme = themes[themeName];
  const root = document.documentElement.style;
  for (const [name, value] of [['ground', theme.ground], ['line', theme.line], ['edge', theme.edge], ['field', theme.field], ['link', theme.link], ['primary', theme.primary], ['on-primary', theme.onPrimary]]) root.setProperty(`--${name}`, value);
  const place = document.getElementById('cards');
  place.replaceChildren();
  document.body.style.background = theme.ground;
  document.body.style.color = theme.text;
  const failures = [];
  for (const [name, json] of Object.entries(window.cards[content][language])) {
    const section = document.createElement('section');
    const title = document.createElement('h2');
    title.textContent = name;
    const box = document.createElement('div');
    box.className = 'card';
    box.lang = language;
    box.dataset.card = name;
    box.style.width = `${width}px`;
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = hostConfig(theme);
    const context = new AdaptiveCards.SerializationContext();
    card.parse(json, context);
    for (let at = 0; at < context.eventCount; at++) {
      const { event, message } = context.getEventAt(at);
      // Charts are Teams' own; and the renderer asks a stateful pattern for each second "lang".
      if (!/Chart\.|property "lang"/.test(message)) failures.push(`${name}: ${event} ${message}`);
    }
    const drawn = card.render();
    if (drawn) box.append(drawn); else failures.push(`${name}: nothing was drawn`);
    section.append(title, box);
    place.append(section);
  }
  return failures;
};
window.draw = draw;

// Of the cards only: the page around them has no headings of its own.
const barriers = async () => {
  const { violations, passes } = await axe.run('#cards', { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: false } } });
  if (passes.length === 0) return ['axe-core has looked at nothing'];
  return violations.flatMap(({ id, nodes }) => nodes.map(node => {
    const at = document.querySelector(node.target[0]);
    return `${at?.closest('[data-card]')?.dataset.card}: ${id} ${node.html.slice(0, 120)}`;
  }));
};
window.barriers = barriers;

const pictures = document.getElementById('pictures');
for (const name of window.pictures) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  const picture = new Image();
  Object.assign(picture, { src: `pictures/${name}`, alt: name, loading: 'lazy' });
  figure.append(caption, picture);
  pictures.append(figure);
}

const [theme, width, content, language] = ['theme', 'width', 'content', 'language'].map(id => document.getElementById(id));
theme.append(...Object.keys(themes).map(name => new Option(name)));
language.append(...Object.keys(window.cards.typical).map(code => new Option(code)));
const redraw = () => draw(theme.value, Number(width.value), content.value, language.value);
for (const each of [theme, width, content, language]) each.addEventListener('change', redraw);
redraw();
