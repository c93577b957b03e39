using System.Globalization;

namespace TrainingHub.Web.Viewing;

/// <summary>A sentence whose words can be looked up in another language, and what is put into it.</summary>
/// <param name="Template">In English, with <c>{0}</c>, <c>{1}</c>…: the key of the resources.</param>
public sealed record Sentence(string Template, params object[] Arguments)
{
    public bool Equals(Sentence? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>In English, as the contract writes numbers.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Template, Arguments);
}
