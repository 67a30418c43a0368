namespace Attestry.MeasurementCollector;

/// <summary>What to make of something that is not attested.</summary>
public enum UnknownAction
{
    /// <summary>A finding; the host stays trusted and is listed as running what is not attested.</summary>
    Warn = 0,

    /// <summary>Nothing.</summary>
    Allow,

    /// <summary>The host fails.</summary>
    Fail,
}
