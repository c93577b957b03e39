namespace TrainingHub.Bench.Faults;

/// <summary>What a network does to a connection for good.</summary>
internal enum NetworkFault
{
    /// <summary>Gone at once, both ways.</summary>
    Cut,

    /// <summary>Gone after half of the next bytes that either side sends.</summary>
    CutInFrame,

    /// <summary>What the client sends comes to an end; what the server sends still arrives.</summary>
    HalveUp,

    /// <summary>What the server sends comes to an end; what the client sends still arrives.</summary>
    HalveDown,

    /// <summary>What the server sends is swallowed without a word: nobody is told.</summary>
    Deafen,
}
