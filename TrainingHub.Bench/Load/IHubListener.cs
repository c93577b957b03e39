namespace TrainingHub.Bench.Load;

/// <summary>A message's type in the hub protocol.</summary>
internal enum HubMessageType
{
    Invocation = 1,
    Completion = 3,
    Ping = 6,
    Close = 7,
}

/// <summary>Hears what one connection receives.</summary>
internal interface IHubListener
{
    /// <summary>Payload came, whole messages or not.</summary>
    void Took(int bytes);

    /// <summary>A whole message came; what is in it was told before.</summary>
    void Heard(HubMessageType type);

    /// <summary>A call was answered.</summary>
    /// <param name="refusal">The code; null where the answer is ok.</param>
    void Answered(int id, string? refusal);

    /// <summary>A player's power stood in an event of metrics.</summary>
    void Measured(ReadOnlySpan<char> playerId, int powerWatts);

    /// <summary>The connection is no more, and nobody here closed it.</summary>
    void Lost();
}
