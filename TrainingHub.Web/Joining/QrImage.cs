using QRCoder;

namespace TrainingHub.Web.Joining;

/// <summary>An address as a QR code (ISO/IEC 18004, error correction M: a seventh of it may be hidden), drawn as SVG.</summary>
internal static class QrImage
{
    /// <summary>Black on white whatever the theme, with the quiet zone that scanners need; it fills its place.</summary>
    public static string Svg(string address)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var image = new SvgQRCode(data);
        return image.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
