namespace TrainingHub.Web.Teams;

/// <summary>Names the resources of the teams' page, <c>TeamTexts*.resx</c>; the keys are the English texts.</summary>
public sealed class TeamTexts;
