using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace TrainingHub.Tests.Web;

/// <summary>A form of a static page as a browser would fill in and send it: hidden fields, antiforgery and cookies included.</summary>
public sealed class PageForm
{
    private readonly HttpClient _browser;
    private readonly Uri _page;
    private readonly IHtmlFormElement _form;
    private readonly Dictionary<string, string> _fields;
    private readonly IHtmlElement _button;

    private PageForm(HttpClient browser, Uri page, IHtmlElement button)
    {
        _browser = browser;
        _page = page;
        _button = button;
        _form = (IHtmlFormElement)button.Closest("form")!;
        _fields = _form.QuerySelectorAll("input[name]").OfType<IHtmlInputElement>()
            .Where(input => input.Type is not ("checkbox" or "radio") || input.IsChecked)
            .Select(input => (input.Name, input.Value))
            .Concat(_form.QuerySelectorAll("select[name]").OfType<IHtmlSelectElement>().Select(select => (select.Name, Value: select.Value ?? "")))
            .ToDictionary(field => field.Name!, field => field.Value);
    }

    /// <summary>Opens a page and takes the form with the button of this name.</summary>
    /// <param name="near">What else stands in the form, where there are several with such a button.</param>
    public static async Task<PageForm> OpenAsync(HttpClient browser, string path, string button, string near = "")
    {
        var page = new Uri(path, UriKind.Relative);
        using var response = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var document = await ParseAsync(response);
        return new PageForm(browser, page, document.QuerySelectorAll<IHtmlElement>("button").First(found =>
            found.TextContent.Trim() == button && found.Closest("form")!.TextContent.Contains(near, StringComparison.Ordinal)));
    }

    /// <summary>What the field with this id holds; null where it is a box that is not ticked.</summary>
    public string? this[string id] => _fields.GetValueOrDefault(NameOf(id));

    /// <summary>Fills in the field with this id, or takes that of a list.</summary>
    public PageForm With(string id, string value)
    {
        _fields[NameOf(id)] = value;
        return this;
    }

    /// <summary>Ticks the box with this id, or takes its tick away.</summary>
    public PageForm Tick(string id, bool ticked)
    {
        if (ticked)
        {
            return With(id, ((IHtmlInputElement)_form.QuerySelector($"#{id}")!).Value);
        }

        _fields.Remove(NameOf(id));
        return this;
    }

    /// <summary>Fills in a hidden field, as an old or a forged form would.</summary>
    public PageForm WithHidden(string name, string value)
    {
        Assert.True(_fields.ContainsKey(name));
        _fields[name] = value;
        return this;
    }

    /// <summary>Chooses in the list with this id.</summary>
    public PageForm Choosing(string id, string value)
    {
        _fields[((IHtmlSelectElement)_form.QuerySelector($"#{id}")!).Name!] = value;
        return this;
    }

    /// <summary>Adds a field that the page has not, as a script or a forger would.</summary>
    public PageForm Adding(string name, string value)
    {
        _fields[name] = value;
        return this;
    }

    /// <summary>Leaves a hidden field out, as a forged form would.</summary>
    public PageForm Without(string name)
    {
        Assert.True(_fields.Remove(name));
        return this;
    }

    /// <summary>Presses the button; redirects are not followed.</summary>
    public async Task<Answer> SendAsync()
    {
        using var response = await PostAsync();
        var document = await ParseAsync(response);
        return new Answer(response.StatusCode, Local(response.Headers.Location), document.QuerySelector(".notice")?.TextContent.Trim());
    }

    /// <summary>Presses the button of a form that is answered by a page.</summary>
    /// <returns>The page.</returns>
    public async Task<string> SendForPageAsync()
    {
        using var response = await PostAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync()
    {
        if (_button.GetAttribute("name") is { } name)
        {
            _fields[name] = _button.GetAttribute("value") ?? "";
        }

        using var content = new FormUrlEncodedContent(_fields);
        var action = _form.GetAttribute("action");
        return await _browser.PostAsync(string.IsNullOrEmpty(action) ? _page : new Uri(action, UriKind.Relative), content);
    }

    private string NameOf(string id) => _form.QuerySelector($"#{id}")!.GetAttribute("name")!;

    private string? Local(Uri? location) =>
        location is { IsAbsoluteUri: true } && _browser.BaseAddress!.IsBaseOf(location) ? location.PathAndQuery : location?.OriginalString;

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <param name="Redirect">Where the answer sends the browser; without the server's own address.</param>
    /// <param name="Notice">What the page says about the form that was sent.</param>
    public sealed record Answer(HttpStatusCode Status, string? Redirect, string? Notice);
}
