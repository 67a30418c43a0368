namespace Attestry.Vulnerabilities.Cvss;

/// <summary>The data of CVSS 4.0: what its authors scored and published for each MacroVector, and the worst vectors of each level.</summary>
internal static class Cvss4Table
{
    /// <summary>Tenths. Rows: EQ3 and EQ6 together (00, 01, 10, 11, 21); columns: EQ4, and within it EQ5.</summary>
    private static ReadOnlySpan<byte> Tenths =>
    [
        // EQ1 0, EQ2 0
        100, 98, 95, 100, 93, 91, 93, 89, 81,
        99, 95, 92, 96, 87, 81, 90, 80, 68,
        98, 95, 90, 93, 89, 81, 88, 78, 69,
        95, 92, 84, 92, 81, 65, 80, 70, 48,
        92, 82, 72, 79, 69, 50, 69, 55, 27,
        // EQ1 0, EQ2 1
        99, 95, 92, 95, 90, 84, 92, 82, 72,
        97, 92, 85, 91, 83, 71, 81, 71, 53,
        95, 92, 85, 92, 80, 70, 84, 71, 50,
        93, 85, 73, 82, 72, 59, 70, 52, 30,
        86, 75, 52, 71, 52, 29, 63, 29, 17,
        // EQ1 1, EQ2 0
        98, 94, 91, 94, 86, 77, 87, 74, 63,
        95, 87, 81, 89, 74, 64, 75, 63, 49,
        94, 88, 76, 86, 74, 59, 72, 57, 52,
        89, 77, 67, 76, 58, 50, 57, 52, 25,
        83, 70, 54, 65, 58, 26, 53, 21, 13,
        // EQ1 1, EQ2 1
        95, 88, 76, 90, 75, 61, 77, 68, 52,
        90, 76, 70, 77, 62, 53, 66, 59, 30,
        89, 76, 62, 74, 57, 47, 61, 57, 24,
        78, 67, 58, 59, 57, 23, 52, 29, 16,
        71, 59, 30, 58, 26, 15, 23, 13, 6,
        // EQ1 2, EQ2 0
        93, 86, 75, 86, 74, 56, 70, 52, 40,
        87, 72, 58, 74, 61, 34, 54, 40, 22,
        85, 74, 62, 72, 55, 46, 53, 34, 19,
        75, 55, 51, 57, 41, 19, 36, 19, 8,
        64, 51, 20, 47, 21, 11, 24, 9, 4,
        // EQ1 2, EQ2 1
        88, 73, 60, 73, 59, 41, 54, 45, 20,
        75, 53, 50, 55, 40, 20, 43, 22, 11,
        75, 58, 40, 61, 48, 20, 46, 17, 8,
        55, 45, 21, 51, 18, 9, 18, 7, 2,
        53, 24, 14, 24, 12, 5, 10, 3, 1,
    ];

    private static readonly string[][] WorstOne = [["AV:N/PR:N/UI:N"], ["AV:A/PR:N/UI:N", "AV:N/PR:L/UI:N", "AV:N/PR:N/UI:P"], ["AV:P/PR:N/UI:N", "AV:A/PR:L/UI:P"]];

    private static readonly string[][] WorstTwo = [["AC:L/AT:N"], ["AC:H/AT:N", "AC:L/AT:P"]];

    private static readonly string[][] WorstThreeSix =
    [
        ["VC:H/VI:H/VA:H/CR:H/IR:H/AR:H"],
        ["VC:H/VI:H/VA:L/CR:M/IR:M/AR:H", "VC:H/VI:H/VA:H/CR:M/IR:M/AR:M"],
        ["VC:L/VI:H/VA:H/CR:H/IR:H/AR:H", "VC:H/VI:L/VA:H/CR:H/IR:H/AR:H"],
        [
            "VC:L/VI:H/VA:L/CR:H/IR:M/AR:H", "VC:L/VI:H/VA:H/CR:H/IR:M/AR:M", "VC:H/VI:L/VA:H/CR:M/IR:H/AR:M",
            "VC:H/VI:L/VA:L/CR:M/IR:H/AR:H", "VC:L/VI:L/VA:H/CR:H/IR:H/AR:M",
        ],
        ["VC:L/VI:L/VA:L/CR:H/IR:H/AR:H"],
    ];

    private static readonly string[][] WorstFour = [["SC:H/SI:S/SA:S"], ["SC:H/SI:H/SA:H"], ["SC:L/SI:L/SA:L"]];

    private static readonly int[] DepthOne = [1, 4, 5], DepthTwo = [1, 2], DepthThreeSix = [7, 6, 8, 8, 10], DepthFour = [6, 5, 4];

    /// <summary>The score of the worst vectors of a MacroVector; null when there is no such MacroVector.</summary>
    internal static decimal? Score(Cvss4MacroVector macro)
    {
        if (macro.One > 2 || macro.Two > 1 || macro.Four > 2 || macro.Five > 2 || ThreeSix(macro) is not (>= 0 and var row))
            return null;
        return Tenths[(((((macro.One * 2) + macro.Two) * 5) + row) * 9) + (macro.Four * 3) + macro.Five] / 10m;
    }

    internal static IReadOnlyList<Cvss4Group> Groups(Cvss4MacroVector macro) =>
    [
        new(WorstOne[macro.One], DepthOne[macro.One], [macro with { One = macro.One + 1 }]),
        new(WorstTwo[macro.Two], DepthTwo[macro.Two], [macro with { Two = macro.Two + 1 }]),
        new(WorstThreeSix[ThreeSix(macro)], DepthThreeSix[ThreeSix(macro)], LowerThreeSix(macro)),
        new(WorstFour[macro.Four], DepthFour[macro.Four], [macro with { Four = macro.Four + 1 }]),
        // Each level of EQ5 is one value, so nothing lies below its worst.
        new([], 1, [macro with { Five = macro.Five + 1 }]),
    ];

    // EQ3 and EQ6 depend on each other: from 00 two ways lead down, and 20 cannot be.
    private static Cvss4MacroVector[] LowerThreeSix(Cvss4MacroVector macro) => (macro.Three, macro.Six) switch
    {
        (0, 0) => [macro with { Six = 1 }, macro with { Three = 1 }],
        (1, 0) => [macro with { Six = 1 }],
        _ => [macro with { Three = macro.Three + 1 }],
    };

    private static int ThreeSix(Cvss4MacroVector macro) => (macro.Three, macro.Six) switch
    {
        (0, 0) => 0,
        (0, 1) => 1,
        (1, 0) => 2,
        (1, 1) => 3,
        (2, 1) => 4,
        _ => -1,
    };
}
