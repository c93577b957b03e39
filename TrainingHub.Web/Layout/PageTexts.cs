namespace TrainingHub.Web.Layout;

/// <summary>Names the resources of the frame, of home, and of the pages for signing in, accounts and devices, <c>PageTexts*.resx</c>; the keys are the English texts.</summary>
public sealed class PageTexts;
