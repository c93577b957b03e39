using System.Globalization;
using Microsoft.Extensions.Localization;

namespace TrainingHub.Tests.Web.Viewing;

/// <summary>A language that marks every text that was looked up: what stands on a page without the mark was not.</summary>
internal sealed class MarkedTexts : IStringLocalizerFactory, IStringLocalizer
{
    public const string Begin = "⟦", End = "⟧";

    public LocalizedString this[string name] => new(name, Begin + name + End);

    public LocalizedString this[string name, params object[] arguments] => new(name, Begin + string.Format(CultureInfo.CurrentCulture, name, arguments) + End);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];

    public IStringLocalizer Create(Type resourceSource) => this;

    public IStringLocalizer Create(string baseName, string location) => this;
}
